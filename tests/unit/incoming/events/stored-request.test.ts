import type { WholeEventRow } from '../../../../server/src/incoming/events/event-store';
import { explainStored } from '../../../../server/src/incoming/events/stored-request';
import { defineProvider } from '../../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../../server/src/providers/registry';
import { recordingLogger } from '../../../support/recording-logger';
import { webhookOf } from '../../../support/webhook-request';

const FORM = 'application/x-www-form-urlencoded';
const providers = createProviderRegistry();
const log = recordingLogger();

/** What is told of a body that a service has sent. */
function explained(id: string, type: string, body: string, row: Partial<WholeEventRow> = {}) {
  const stored = {
    id: 1,
    state: 'succeeded',
    url: 'https://site.example/in/source',
    headers: JSON.stringify([['content-type', type]]),
    body,
    bodyEncoding: 'text',
    isBodyCut: false,
    isPart: false,
    ...row,
  } as WholeEventRow;
  const provider = providers.find(id);
  if (!provider) throw new Error(`There is no ${id}`);
  return explainStored(stored, webhookOf(provider), log);
}

test('a form is told as its fields, the JSON in one of them as itself', () => {
  expect(explained('twilio', FORM, 'Body=caf%C3%A9+%26&NumMedia=0').payload).toEqual({
    Body: 'café &',
    NumMedia: '0',
  });
  expect(explained('slack', FORM, 'command=%2Fsay&text=hi').payload).toMatchObject({
    command: '/say',
    text: 'hi',
  });
  const json = encodeURIComponent('{"action":"opened"}');
  expect(explained('github', FORM, `payload=${json}`).payload).toEqual({ action: 'opened' });
});

test('JSON behind a byte order mark is told, and JSON as it stands is left to its reader', () => {
  const type = 'application/json';
  expect(explained('github', type, '\ufeff{"a":1}').payload).toEqual({ a: 1 });
  expect(explained('github', type, ' \n{"a":1}').payload).toBeUndefined();
});

test('nothing is told of a body that was cut, of a part, or of one that nobody can read', () => {
  expect(explained('twilio', FORM, 'a=b', { isBodyCut: true }).payload).toBeUndefined();
  expect(explained('twilio', FORM, '7', { isPart: true }).payload).toBeUndefined();
  expect(explained('github', 'text/plain', 'plain').payload).toBeUndefined();
});

test('a question that was refused is no handshake', () => {
  const body = '{"type":"url_verification","challenge":"x"}';
  expect(explained('slack', 'application/json', body).isHandshake).toBe(true);
  expect(explained('slack', 'application/json', body, { state: 'refused' }).isHandshake).toBe(
    false,
  );
});

test('code of the site’s own that breaks over a body tells nothing, and the log says so', () => {
  providers.register(
    defineProvider({
      id: 'broken',
      name: 'Broken',
      webhook: {
        verify: () => [],
        payloads: () => {
          throw new Error('broken');
        },
        eventId: () => null,
        eventType: () => null,
      },
    }),
  );
  expect(explained('broken', 'text/plain', 'x')).toEqual({
    payload: undefined,
    isHandshake: false,
  });
  expect(log.lines).toEqual(['warn: what event 1 holds could not be told']);
});

import { isGenuine, refusalOf, verifyWith } from '../../support/webhook-request';
import { publishedVectors } from './published-vectors';
import { twilioVectors } from './twilio-vectors';

const vectors = [...publishedVectors, ...twilioVectors];

describe.each(vectors)('%s', (_name, provider, { secret, ...vector }) => {
  const verify = (secrets = [secret]) => verifyWith(provider, vector, { ...vector, secrets });

  it('is accepted', () => {
    expect(verify()).toEqual(verify().map(({ check }) => ({ check, problem: null })));
    expect(isGenuine(verify())).toBe(true);
  });

  it('is accepted with the old or the new secret during a rotation, and with no other', () => {
    const another = secret.replace(/.(?=.{4}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect(isGenuine(verify([another, secret]))).toBe(true);
    expect(isGenuine(verify([secret, another]))).toBe(true);
    expect(refusalOf(verify([another]))).toBe('signature-differs');
  });
});

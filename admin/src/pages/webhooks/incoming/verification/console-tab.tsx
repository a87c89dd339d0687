import * as React from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type {
  ConsoleResult,
  EventDetail,
  SourceListItem,
} from '../../../../api/incoming-contracts';
import { useCheckIntegrationRequestMutation } from '../../../../api/sources';
import { Panel } from '../../../../components/panel';
import { TwoColumns } from '../../../../components/two-columns';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { type TextKey, useText } from '../../../../hooks/use-text';
import { isUnread } from '../event/is-unread';
import { ConsoleFields, type PastedRequest } from './console-fields';
import { ConsoleResultView } from './console-result';
import { headerText } from './header-text';
import { useLastRefused } from './use-last-refused';

/** What is to be said of a stored request that stands in the console now. */
const noteOn = ({ body, bodyEncoding, isBodyCut, problem }: EventDetail): TextKey => {
  if (isUnread(problem) || (isBodyCut && body === '')) return 'incoming.console.filled-no-body';
  if (bodyEncoding !== 'text') return 'incoming.console.filled-bytes';
  return isBodyCut ? 'incoming.console.filled-part' : 'incoming.console.filled';
};

const EMPTY: PastedRequest = { headers: '', body: '', url: '', at: undefined };

/** Finds out whether a pasted request would be accepted and, if not, which step fails and why. Nothing is stored. */
export const ConsoleTab = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const run = useRun();
  const { canReadEvents } = useRights();
  const [request, setRequest] = React.useState(EMPTY);
  const [result, setResult] = React.useState<ConsoleResult>();
  const [note, setNote] = React.useState<string>();
  const [check, { isLoading }] = useCheckIntegrationRequestMutation();
  const refused = useLastRefused(source);

  const handleSubmit = async () => {
    const { headers, body, url, at } = request;
    const pasted = {
      headers,
      body,
      ...(url.trim() !== '' && { url: url.trim() }),
      ...(at && { at: at.toISOString() }),
    };
    setResult(await run(check({ id: source.id, request: pasted })));
  };

  const fill = async () => {
    const event = await refused.load();
    if (!event) return;
    setResult(undefined);
    setNote(t(noteOn(event)));
    setRequest({
      headers: headerText(event.headers),
      body: event.bodyEncoding === 'text' ? event.body : '',
      url: event.url,
      at: new Date(event.receivedAt),
    });
  };

  return (
    <TwoColumns
      side={
        <Panel title={t('incoming.console.result')}>
          {result ? (
            <ConsoleResultView source={source} result={result} />
          ) : (
            <Typography textColor="neutral600">{t('incoming.console.no-result')}</Typography>
          )}
        </Panel>
      }
    >
      <Panel
        title={t('incoming.console.title')}
        description={t('incoming.console.text')}
        action={
          canReadEvents &&
          source.lastRefusal && (
            <Button variant="tertiary" size="S" loading={refused.isLoading} onClick={fill}>
              {t('incoming.console.fill')}
            </Button>
          )
        }
      >
        {note !== undefined && (
          <Typography tag="p" variant="pi" textColor="neutral600" role="status">
            {note}
          </Typography>
        )}
        <ConsoleFields
          request={request}
          onChange={(changes) => setRequest((previous) => ({ ...previous, ...changes }))}
        />
        <Flex>
          <Button
            startIcon={<Check />}
            loading={isLoading}
            disabled={request.headers.trim() === ''}
            onClick={handleSubmit}
          >
            {t('incoming.console.check')}
          </Button>
        </Flex>
      </Panel>
    </TwoColumns>
  );
};

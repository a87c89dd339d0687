import * as React from 'react';
import { Typography } from '@strapi/design-system';

import type { EventDetail } from '../../../../api/incoming-contracts';
import { Choice } from '../../../../components/choice';
import { JsonTree } from '../../../../components/json-tree';
import { Panel } from '../../../../components/panel';
import { RawText } from '../../../../components/raw-text';
import { useText } from '../../../../hooks/use-text';
import { bodyTree } from './body-tree';
import { isUnread } from './is-unread';

/** What was sent, as a tree that unfolds or as the text it was. */
export const EventBody = ({ event }: { event: EventDetail }) => {
  const t = useText();
  const { body, bodyEncoding, isBodyCut, isPart, problem } = event;
  const tree = React.useMemo(() => bodyTree(event), [event]);
  const [view, setView] = React.useState('tree');
  const notes = [
    isPart && t('incoming.event.body-part'),
    isBodyCut && t('incoming.event.body-cut'),
    bodyEncoding === 'base64' && t('incoming.event.body-base64'),
  ].filter((note) => note !== false);

  return (
    <Panel
      title={t('incoming.event.body')}
      action={
        tree !== undefined && (
          <Choice
            label={t('incoming.event.body-view')}
            value={view}
            options={[
              { value: 'tree', label: t('incoming.event.body-tree') },
              { value: 'raw', label: t('incoming.event.body-raw') },
            ]}
            onChange={setView}
          />
        )
      }
    >
      {notes.map((note) => (
        <Typography key={note} tag="p" variant="pi" textColor="neutral600">
          {note}
        </Typography>
      ))}
      {body === '' ? (
        <Typography textColor="neutral600">
          {t(
            isUnread(problem) || isBodyCut
              ? 'incoming.event.body-not-kept'
              : 'incoming.event.body-empty',
          )}
        </Typography>
      ) : tree !== undefined && view === 'tree' ? (
        <JsonTree value={tree} label={t('incoming.event.body-content')} />
      ) : (
        <RawText isExact text={body} label={t('incoming.event.body-content')} />
      )}
    </Panel>
  );
};

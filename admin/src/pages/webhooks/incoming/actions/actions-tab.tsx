import * as React from 'react';
import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link } from 'react-router-dom';

import type { Action, Source } from '../../../../api/incoming-contracts';
import { useGetIntegrationProvidersQuery } from '../../../../api/sources';
import { ConfirmAction } from '../../../../components/confirm-action';
import { EmptyState } from '../../../../components/empty-state';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { actionAddress } from '../addresses';
import { moved } from './action-order';
import { ActionRow } from './action-row';
import { useActionWords } from './use-action-words';
import { useSaveActions } from './use-save-actions';

const AddButton = ({ sourceId }: { sourceId: number }) => {
  const t = useText();
  return (
    <LinkButton
      tag={Link}
      to={actionAddress(sourceId)}
      variant="secondary"
      size="S"
      startIcon={<Plus />}
    >
      {t('incoming.action.add')}
    </LinkButton>
  );
};

/** Says that the site's code is run as well, where the list does not name its place. */
const HandlerNote = ({ source }: { source: Source }) => {
  const t = useText();
  const { data: providers = [] } = useGetIntegrationProvidersQuery();
  const hasHandlers = providers.find(({ id }) => id === source.provider)?.hasHandlers ?? false;
  if (!hasHandlers || source.actions.some(({ kind }) => kind === 'handler')) return null;
  return (
    <Typography tag="p" textColor="neutral600">
      {t('incoming.action.handler-note')}
    </Typography>
  );
};

/** What is done with the events of a source, one after the other. */
export const ActionsTab = ({ source }: { source: Source }) => {
  const t = useText();
  const run = useRun();
  const { canWriteSources } = useRights();
  const actionWords = useActionWords();
  const { save, isSaving } = useSaveActions(source);
  const [removed, setRemoved] = React.useState<Action>();
  const { id, actions } = source;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {actions.length > 0 ? (
        <>
          <Flex justifyContent="space-between" gap={4} wrap="wrap">
            <Typography textColor="neutral600">{t('incoming.action.list-text')}</Typography>
            {canWriteSources && <AddButton sourceId={id} />}
          </Flex>
          <Flex
            tag="ol"
            aria-label={t('incoming.source.tab.actions')}
            direction="column"
            alignItems="stretch"
            gap={2}
          >
            {actions.map((action, place) => (
              <ActionRow
                key={action.id}
                sourceId={id}
                action={action}
                place={place}
                count={actions.length}
                isSaving={isSaving}
                onMove={(to) => run(save(moved(actions, place, to)))}
                onRemove={() => setRemoved(action)}
              />
            ))}
          </Flex>
        </>
      ) : (
        <EmptyState action={canWriteSources && <AddButton sourceId={id} />}>
          {t('incoming.action.empty')}
        </EmptyState>
      )}
      <HandlerNote source={source} />
      {removed && (
        <ConfirmAction
          isOpen
          isDangerous
          title={t('incoming.action.remove-title')}
          confirmLabel={t('incoming.action.remove')}
          onClose={() => setRemoved(undefined)}
          onConfirm={() =>
            run(
              save(actions.filter((action) => action.id !== removed.id)),
              t('incoming.action.removed'),
            )
          }
        >
          {t('incoming.action.remove-text', { what: actionWords(removed) })}
        </ConfirmAction>
      )}
    </Flex>
  );
};

import * as React from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import type { Conflict, ConflictAnswer } from '../../../api/sync-contracts';
import {
  useAnswerIntegrationConflictMutation,
  useUndoIntegrationConflictMutation,
} from '../../../api/sync-conflicts';
import { useGetIntegrationSyncTypesQuery } from '../../../api/sync-jobs';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { canUndo, toAnswer, type Choices } from './answer-form';
import { ConflictFacts } from './conflict-facts';
import { DeletionQuestion } from './deletion-question';
import { FieldQuestions } from './field-questions';
import { FieldResults } from './field-results';

interface ConflictViewProps {
  conflict: Conflict;
  onClose: () => void;
}

/** Takes back how a conflict was decided, after a question. */
const UndoButton = ({ conflict, onClose }: ConflictViewProps) => {
  const t = useText();
  const tell = useRun();
  const [undo] = useUndoIntegrationConflictMutation();
  const [isAsking, setIsAsking] = React.useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setIsAsking(true)}>
        {t('sync.conflict.undo')}
      </Button>
      <ConfirmAction
        isOpen={isAsking}
        title={t('sync.conflict.undo-title')}
        confirmLabel={t('sync.conflict.undo')}
        onClose={() => setIsAsking(false)}
        onConfirm={async () => {
          if (await tell(undo(conflict.id), t('sync.conflict.undone'))) onClose();
        }}
      >
        {t('sync.conflict.undo-text')}
      </ConfirmAction>
    </>
  );
};

/** A conflict: to be answered while it waits, and who has won after that. */
export const ConflictView = ({ conflict, onClose }: ConflictViewProps) => {
  const t = useText();
  const tell = useRun();
  const { canResolveSync } = useRights();
  const { data: types = [] } = useGetIntegrationSyncTypesQuery();
  const type = types.find(({ uid }) => uid === conflict.contentType);
  const [answer, { isLoading }] = useAnswerIntegrationConflictMutation();
  const [choices, setChoices] = React.useState<Choices>({});
  const [survivor, setSurvivor] = React.useState<'keep' | 'delete' | null>(null);
  const { gone } = conflict;
  const isOpen = conflict.state === 'open';
  const canAnswer = isOpen && canResolveSync;
  const ready: ConflictAnswer | null =
    gone === null ? toAnswer(conflict, choices, type) : survivor && { survivor };

  const send = async () => {
    if (ready && (await tell(answer({ id: conflict.id, answer: ready }), t('sync.conflict.saved'))))
      onClose();
  };

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <ConflictFacts conflict={conflict} type={type} />
          {gone !== null ? (
            <DeletionQuestion
              gone={gone}
              serviceName={conflict.providerName}
              value={survivor}
              {...(canAnswer && { onChange: setSurvivor })}
            />
          ) : canAnswer ? (
            <FieldQuestions
              conflict={conflict}
              type={type}
              choices={choices}
              onChange={setChoices}
            />
          ) : (
            <FieldResults
              fields={conflict.fields}
              serviceName={conflict.providerName}
              isOpen={isOpen}
            />
          )}
          {isOpen && !canResolveSync && (
            <Typography textColor="neutral600">{t('sync.conflict.no-permission')}</Typography>
          )}
        </Flex>
      </Modal.Body>
      {canResolveSync && (isOpen || canUndo(conflict)) && (
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('action.close')}
          </Button>
          {isOpen ? (
            <Button loading={isLoading} disabled={ready === null} onClick={send}>
              {t('sync.conflict.answer')}
            </Button>
          ) : (
            <UndoButton conflict={conflict} onClose={onClose} />
          )}
        </Modal.Footer>
      )}
    </>
  );
};

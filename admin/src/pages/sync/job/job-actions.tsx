import * as React from 'react';
import { Button, Flex, Menu } from '@strapi/design-system';
import { Clock, Eye, More, Pencil, Play, Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { JobDetail } from '../../../api/sync-contracts';
import { useUpdateIntegrationJobMutation } from '../../../api/sync-jobs';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { editAddress, LIST_ADDRESS, runAddress } from '../addresses';
import { isRunnable, runsByItself } from '../job-status';
import { useStartRun } from '../use-start-run';
import { DeleteJob } from './delete-job';

/** Runs a job now, or only looks what that would do. */
const RunButtons = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const navigate = useNavigate();
  const { start, isStarting } = useStartRun();
  const begin = async (kind: 'full' | 'preview') => {
    const run = await start(job.id, kind);
    if (run) navigate(runAddress(run.id));
  };
  const isDisabled = !isRunnable(job) || isStarting;
  return (
    <>
      <Button
        variant="secondary"
        startIcon={<Eye />}
        disabled={isDisabled}
        onClick={() => begin('preview')}
      >
        {t('sync.preview')}
      </Button>
      <Button startIcon={<Play />} disabled={isDisabled} onClick={() => begin('full')}>
        {t('sync.run-now')}
      </Button>
    </>
  );
};

/** Everything that can be done with a job, as far as the administrator may. */
export const JobActions = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const tell = useRun();
  const navigate = useNavigate();
  const { canWriteSync, canRunSync } = useRights();
  const [update] = useUpdateIntegrationJobMutation();
  const [isDeleting, setIsDeleting] = React.useState(false);
  const { id, isActive } = job;

  const toggle = () =>
    tell(
      update({ id, changes: { isActive: !isActive } }),
      t(isActive ? 'sync.job.paused' : 'sync.job.resumed'),
    );

  return (
    <Flex gap={3} wrap="wrap">
      {canRunSync && <RunButtons job={job} />}
      {canWriteSync && (
        <Menu.Root>
          <Menu.Trigger variant="tertiary" endIcon={null} aria-label={t('action.more')}>
            <More aria-hidden />
          </Menu.Trigger>
          <Menu.Content popoverPlacement="bottom-end">
            <Menu.Item startIcon={<Pencil />} onSelect={() => navigate(editAddress(id))}>
              {t('action.edit')}
            </Menu.Item>
            {runsByItself(job) && (
              <Menu.Item startIcon={<Clock />} onSelect={() => void toggle()}>
                {t(isActive ? 'sync.job.pause' : 'sync.job.resume')}
              </Menu.Item>
            )}
            <Menu.Item variant="danger" startIcon={<Trash />} onSelect={() => setIsDeleting(true)}>
              {t('action.delete')}
            </Menu.Item>
          </Menu.Content>
        </Menu.Root>
      )}
      {isDeleting && (
        <DeleteJob
          job={job}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => navigate(LIST_ADDRESS)}
        />
      )}
    </Flex>
  );
};

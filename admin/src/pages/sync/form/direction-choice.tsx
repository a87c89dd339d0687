import { Flex, Typography } from '@strapi/design-system';

import type { JobSettings } from '../../../api/sync-contracts';
import { TileChoice } from '../../../components/tile-choice';
import { useText, type TextKey } from '../../../hooks/use-text';
import { ARROWS } from '../arrows';
import type { StepProps } from './step-props';
import type { JobSurroundings } from './use-job-surroundings';

const DIRECTIONS: JobSettings['direction'][] = ['import', 'export', 'two-way'];

/** Why nothing can be written at the service; null where it can, and while that is not known. */
const exportProblem = ({ draft, resource, type }: JobSurroundings): TextKey | null => {
  if (resource && !resource.canWrite) return 'sync.direction.read-only';
  if (type?.hasDrafts) return 'sync.direction.has-drafts';
  return draft?.isExportEnabled === false ? 'sync.direction.not-allowed' : null;
};

const Arrow = ({ direction }: { direction: JobSettings['direction'] }) => (
  <Typography variant="beta" textColor="primary600" aria-hidden>
    {ARROWS[direction]}
  </Typography>
);

/** Which way changes go, as far as the service, the content type and the site let them. */
export const DirectionChoice = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const problem = exportProblem(surroundings);
  const canExport = surroundings.draft !== undefined && problem === null;
  const service = surroundings.source?.name ?? t('connections.the-service');
  const offered = DIRECTIONS.filter(
    (direction) => canExport || direction === 'import' || direction === form.direction,
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <TileChoice
        name="direction"
        label={t('sync.direction')}
        options={offered.map((direction) => ({
          value: direction,
          title: t(`sync.direction.${direction}`, { service }),
          text: t(`sync.direction.${direction}.text`, { service }),
          picture: <Arrow direction={direction} />,
        }))}
        value={form.direction}
        error={errorOf('direction')}
        onChange={(direction) => onChange({ direction })}
      />
      {problem && (
        <Typography variant="pi" textColor="neutral600">
          {t(problem)}
        </Typography>
      )}
    </Flex>
  );
};

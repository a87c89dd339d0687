import { Flex, Typography } from '@strapi/design-system';

import type { Side } from '../../../api/sync-contracts';
import { TileChoice } from '../../../components/tile-choice';
import { useText } from '../../../hooks/use-text';

type Survivor = 'keep' | 'delete';
const SURVIVORS: Survivor[] = ['keep', 'delete'];

interface DeletionQuestionProps {
  /** The side that was deleted. */
  gone: Side;
  /** Of the other side; null where it is not known any more. */
  serviceName: string | null;
  value: Survivor | null;
  /** Absent where nothing can be chosen. */
  onChange?: (survivor: Survivor) => void;
}

/** One side was deleted while the other was changed: what becomes of the other. */
export const DeletionQuestion = ({ gone, serviceName, value, onChange }: DeletionQuestionProps) => {
  const t = useText();
  const service = serviceName ?? t('connections.the-service');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography textColor="neutral800">
        {t(`sync.conflict.gone-text.${gone}`, { service })}
      </Typography>
      {onChange && (
        <TileChoice
          name="survivor"
          label={t('sync.conflict.survivor')}
          options={SURVIVORS.map((survivor) => ({
            value: survivor,
            title: t(`sync.conflict.survivor.${survivor}`),
            text: t(`sync.conflict.survivor.${survivor}-text.${gone}`, { service }),
          }))}
          value={value}
          onChange={onChange}
        />
      )}
    </Flex>
  );
};

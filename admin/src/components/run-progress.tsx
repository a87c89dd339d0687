import * as React from 'react';
import { Box, Flex } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import { ProgressLine } from './progress-line';

/** A wide action that goes on in the background. */
interface BackgroundRun {
  id: number;
  state: 'running' | 'finished' | 'cancelled';
  done: number;
  total: number;
  createdAt: string;
}

interface RunProgressProps<Run extends BackgroundRun> {
  runs: Run[];
  /** What a running one does, and how an ended one ended. */
  wordsOf: (run: Run) => string;
  /** Told whether any of them runs, so that they are asked for more often. */
  onBusyChange: (isBusy: boolean) => void;
  /**
   * Absent where the administrator may not cancel. It asks nothing: what is done stays done, and the rest can be begun again.
   */
  onCancel?: (id: number) => void;
}

/** The wide actions that still run, and a word for each that ends while somebody looks. */
export const RunProgress = <Run extends BackgroundRun>({
  runs,
  wordsOf,
  onBusyChange,
  onCancel,
}: RunProgressProps<Run>) => {
  const { toggleNotification } = useNotification();
  const watched = React.useRef(new Set<number>());
  const running = runs.filter(({ state }) => state === 'running');

  React.useEffect(() => {
    onBusyChange(runs.some(({ state }) => state === 'running'));
    for (const one of runs) {
      if (one.state === 'running') {
        watched.current.add(one.id);
      } else if (watched.current.delete(one.id)) {
        toggleNotification({
          type: one.state === 'finished' ? 'success' : 'info',
          message: wordsOf(one),
        });
      }
    }
  }, [runs, wordsOf, onBusyChange, toggleNotification]);

  if (running.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {running.map((one) => (
        <Box key={one.id} background="neutral0" hasRadius shadow="tableShadow" padding={4}>
          <ProgressLine
            label={wordsOf(one)}
            done={one.done}
            total={one.total}
            startedAt={one.createdAt}
            onCancel={onCancel && (() => onCancel(one.id))}
          />
        </Box>
      ))}
    </Flex>
  );
};

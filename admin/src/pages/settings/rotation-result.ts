import type { EncryptionInfo } from '../../api/connection-contracts';

type Rotation = NonNullable<EncryptionInfo['rotation']>;

/**
 * How a change to the current key ended: whether the older keys can be taken away, have to stay, or nobody knows since
 * it was cancelled or broke off. The key is of the explanation; its title stands at `.title`.
 */
export const rotationResult = ({ state, isComplete }: Pick<Rotation, 'state' | 'isComplete'>) => {
  if (state === 'failed') return { variant: 'danger', key: 'encryption.rotation.failed' } as const;
  if (state === 'cancelled') {
    return { variant: 'warning', key: 'encryption.rotation.cancelled' } as const;
  }
  return isComplete
    ? ({ variant: 'success', key: 'encryption.rotation.complete' } as const)
    : ({ variant: 'warning', key: 'encryption.rotation.incomplete' } as const);
};

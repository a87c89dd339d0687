import { Box, Flex, VisuallyHidden } from '@strapi/design-system';
import { keyframes, styled } from 'styled-components';

import { useText } from '../hooks/use-text';

const breathe = keyframes`
  50% { opacity: 0.5; }
`;

const Bone = styled(Box)`
  @media (prefers-reduced-motion: no-preference) {
    animation: ${breathe} 1.6s ease-in-out infinite;
  }
`;

interface SkeletonProps {
  /** Heights of the blocks, top to bottom, so that nothing jumps when the data come. */
  heights: string[];
}

/** The place of what is being loaded, in the size that it will have. */
export const Skeleton = ({ heights }: SkeletonProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4} role="status" data-skeleton>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {heights.map((height, index) => (
        <Bone key={index} background="neutral150" hasRadius height={height} aria-hidden />
      ))}
    </Flex>
  );
};

import { Flex, Radio } from '@strapi/design-system';

import { useText } from '../hooks/use-text';

/** How long an old secret may stay valid beside the new one, in milliseconds. */
export const OVERLAPS = { none: 0, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
export type Overlap = keyof typeof OVERLAPS;

const isOverlap = (text: string): text is Overlap => text in OVERLAPS;

interface OverlapChoiceProps {
  /** What is chosen, for screen readers. */
  label: string;
  value: Overlap;
  onChange: (overlap: Overlap) => void;
}

/** The choice of the time in which an old secret and a new one are both valid. */
export const OverlapChoice = ({ label, value, onChange }: OverlapChoiceProps) => {
  const t = useText();
  return (
    <Radio.Group
      value={value}
      aria-label={label}
      onValueChange={(chosen) => isOverlap(chosen) && onChange(chosen)}
    >
      <Flex direction="column" alignItems="flex-start" gap={3}>
        {Object.keys(OVERLAPS)
          .filter(isOverlap)
          .map((option) => (
            <Radio.Item key={option} value={option}>
              {t(`secret.overlap.${option}`)}
            </Radio.Item>
          ))}
      </Flex>
    </Radio.Group>
  );
};

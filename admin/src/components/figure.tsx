import { Box, Flex, Typography } from '@strapi/design-system';

interface FigureProps {
  label: string;
  /** The colour of the bars that the figure counts. */
  color?: 'success500' | 'danger500' | 'primary500' | 'primary200';
  children: React.ReactNode;
}

/** A number with what it counts, and the colour in which a chart shows it. */
export const Figure = ({ label, color, children }: FigureProps) => (
  <Flex direction="column" alignItems="flex-start">
    {children}
    <Flex gap={2}>
      {color && (
        <Box background={color} width="1.2rem" height="1.2rem" hasRadius aria-hidden shrink={0} />
      )}
      <Typography variant="pi" textColor="neutral600">
        {label}
      </Typography>
    </Flex>
  </Flex>
);

import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';

import type { Flow, JobSettings } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { ARROWS } from '../arrows';

const FLOWS: Flow[] = ['both', 'import', 'export'];

const Line = () => <Box tag="span" background="neutral300" width="1.6rem" height="1px" />;

/** The line between both sides of a pair: which way its values go. */
export const FlowLine = ({ flow }: { flow: Flow }) => {
  const t = useText();
  return (
    <Flex justifyContent="center" gap={1} paddingTop={{ initial: 0, medium: 7 }}>
      <Line />
      <Typography variant="delta" textColor="primary600" aria-hidden>
        {ARROWS[flow]}
      </Typography>
      <Line />
      <VisuallyHidden>{t(`sync.flow.${flow}`)}</VisuallyHidden>
    </Flex>
  );
};

interface FlowFieldProps {
  direction: JobSettings['direction'];
  flow: Flow;
  error: string | undefined;
  onChange: (flow: Flow) => void;
}

/** Which way the values of a pair go, to be chosen in a job that goes both ways; in others, what is wrong with the only way. */
export const FlowField = ({ direction, flow, error, onChange }: FlowFieldProps) => {
  const t = useText();
  if (direction !== 'two-way' && error === undefined) return null;
  return (
    <Box flex="1 1 16rem" maxWidth={error === undefined ? '20rem' : '100%'}>
      <Field.Root error={error}>
        <Field.Label>{t('sync.flow')}</Field.Label>
        <SingleSelect
          size="S"
          value={flow}
          disabled={direction !== 'two-way'}
          onChange={(chosen) => onChange(FLOWS.find((known) => known === chosen) ?? 'both')}
        >
          {FLOWS.map((known) => (
            <SingleSelectOption key={known} value={known}>
              {`${ARROWS[known]} ${t(`sync.flow.${known}`)}`}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
      </Field.Root>
    </Box>
  );
};

import { Box, Checkbox, Typography } from '@strapi/design-system';

import { FieldProblem } from '../../../components/field-problem';
import { Panel } from '../../../components/panel';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

/** Whether a change of an entry is sent out at once, of a job that sends something out. */
export const FollowChanges = ({ form, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Panel title={t('sync.when.follows')} description={t('sync.when.follows-text')}>
      <Box>
        <Checkbox
          checked={form.followsChanges}
          onCheckedChange={(isChecked) => onChange({ followsChanges: isChecked === true })}
        >
          {t('sync.when.follows-label')}
        </Checkbox>
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
          {t('sync.when.follows-hint')}
        </Typography>
        <FieldProblem>{errorOf('followsChanges')}</FieldProblem>
      </Box>
    </Panel>
  );
};

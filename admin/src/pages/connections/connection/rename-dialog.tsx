import * as React from 'react';
import { Field } from '@strapi/design-system';

import type { Connection } from '../../../api/connection-contracts';
import { useRenameIntegrationConnectionMutation } from '../../../api/connections';
import { FormDialog } from '../../../components/form-dialog';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';

interface RenameDialogProps {
  connection: Connection;
  onClose: () => void;
}

/** Gives a connection another name. */
export const RenameDialog = ({ connection, onClose }: RenameDialogProps) => {
  const t = useText();
  const run = useRun();
  const [name, setName] = React.useState(connection.name);
  const [rename, { isLoading }] = useRenameIntegrationConnectionMutation();

  const handleSubmit = async () => {
    const renamed = await run(
      rename({ id: connection.id, name: name.trim() }),
      t('connections.renamed'),
    );
    if (renamed) onClose();
  };

  return (
    <FormDialog
      title={t('connections.rename')}
      text={t('connections.rename-text')}
      submitLabel={t('action.save')}
      isRunning={isLoading}
      isDisabled={name.trim() === ''}
      onSubmit={handleSubmit}
      onClose={onClose}
    >
      <Field.Root required>
        <Field.Label>{t('incoming.form.name')}</Field.Label>
        <Field.Input
          name="name"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field.Root>
    </FormDialog>
  );
};

import * as React from 'react';
import { Flex, IconButton } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { useDeleteIntegrationCustomProviderMutation } from '../../../api/builder';
import type { CatalogueEntry } from '../../../api/connection-contracts';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { providerAddress } from '../addresses';

/** Changes or deletes a service that was described here. */
export const CustomProviderActions = ({ id, name }: Pick<CatalogueEntry, 'id' | 'name'>) => {
  const t = useText();
  const run = useRun();
  const [isAsking, setIsAsking] = React.useState(false);
  const [remove] = useDeleteIntegrationCustomProviderMutation();
  return (
    <Flex gap={1}>
      <IconButton
        tag={Link}
        to={providerAddress(id)}
        variant="ghost"
        label={t('builder.edit', { name })}
      >
        <Pencil />
      </IconButton>
      <IconButton
        variant="ghost"
        label={t('builder.delete', { name })}
        onClick={() => setIsAsking(true)}
      >
        <Trash />
      </IconButton>
      <ConfirmAction
        isOpen={isAsking}
        isDangerous
        title={t('delete.title', { name })}
        confirmLabel={t('action.delete')}
        onClose={() => setIsAsking(false)}
        onConfirm={() => run(remove(id), t('builder.deleted', { name }))}
      >
        {t('builder.delete-text')}
      </ConfirmAction>
    </Flex>
  );
};

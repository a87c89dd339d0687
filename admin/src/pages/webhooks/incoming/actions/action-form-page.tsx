import * as React from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { Source } from '../../../../api/incoming-contracts';
import {
  useGetIntegrationMappableTypesQuery,
  useGetIntegrationSourceQuery,
} from '../../../../api/sources';
import { PagePlaceholder } from '../../../../components/page-placeholder';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { ActionFormView } from './action-form-view';

interface LoadedFormProps {
  sourceId: number;
  /** `new` for one that is added. */
  actionId: string;
}

const LoadedForm = ({ sourceId, actionId }: LoadedFormProps) => {
  const t = useText();
  const types = useGetIntegrationMappableTypesQuery();
  // What is edited must be what is stored, not what a list showed some time ago.
  const { currentData, isFetching, error, refetch } = useGetIntegrationSourceQuery(sourceId, {
    refetchOnMountOrArgChange: true,
  });
  const [source, setSource] = React.useState<Source>();

  React.useEffect(() => {
    if (currentData && !isFetching) setSource((previous) => previous ?? currentData);
  }, [currentData, isFetching]);

  const action = source?.actions.find(({ id }) => id === actionId);
  const isMissing = source !== undefined && actionId !== 'new' && !action;
  if (source && types.data && !isMissing) {
    return <ActionFormView source={source} {...(action && { action })} contentTypes={types.data} />;
  }
  const retry = () => {
    void refetch();
    void types.refetch();
  };
  return (
    <PagePlaceholder
      error={isMissing ? { status: 404 } : (error ?? types.error)}
      onRetry={retry}
      missing={t(isMissing ? 'incoming.action.missing' : 'incoming.source.missing')}
      heights={['6rem', '24rem', '24rem']}
    />
  );
};

/** The form of an action of a source, of a new one or of one in its list. */
export const ActionFormPage = () => {
  const { id, actionId = 'new' } = useParams();
  return (
    <Page.Protect permissions={PERMISSIONS.writeSources}>
      <LoadedForm key={`${id}.${actionId}`} sourceId={Number(id)} actionId={actionId} />
    </Page.Protect>
  );
};

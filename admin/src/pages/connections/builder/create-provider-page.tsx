import { Page } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../../../permissions';
import { ProviderBuilder } from './provider-builder';

/** The guide that describes a service which is not in the catalogue. */
export const CreateProviderPage = () => (
  <Page.Protect permissions={PERMISSIONS.buildConnections}>
    <ProviderBuilder />
  </Page.Protect>
);

import * as React from 'react';
import { Divider } from '@strapi/design-system';
import { Layouts, Page, SubNav } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { StatusBanner } from '../components/status-banner';
import { useText } from '../hooks/use-text';
import { PERMISSIONS } from '../permissions';
import { PLUGIN_ID } from '../plugin-id';

const ListPage = React.lazy(() =>
  import('./webhooks/outgoing/list/list-page').then((module) => ({ default: module.ListPage })),
);
const EndpointPage = React.lazy(() =>
  import('./webhooks/outgoing/endpoint/endpoint-page').then((module) => ({
    default: module.EndpointPage,
  })),
);
const CreateEndpointPage = React.lazy(() =>
  import('./webhooks/outgoing/form/endpoint-form-page').then((module) => ({
    default: module.CreateEndpointPage,
  })),
);
const EditEndpointPage = React.lazy(() =>
  import('./webhooks/outgoing/form/endpoint-form-page').then((module) => ({
    default: module.EditEndpointPage,
  })),
);

const IntegrationsNav = () => {
  const t = useText();
  return (
    <SubNav.Main aria-label={t('plugin.name')}>
      <SubNav.Header label={t('plugin.name')} />
      <Divider background="neutral150" />
      <SubNav.Sections>
        {[
          <SubNav.Section key="webhooks" label={t('nav.webhooks')}>
            {[
              <SubNav.Link
                key="outgoing"
                to={`/plugins/${PLUGIN_ID}/webhooks/outgoing`}
                label={t('nav.outgoing')}
              />,
            ]}
          </SubNav.Section>,
        ]}
      </SubNav.Sections>
    </SubNav.Main>
  );
};

/** Everything under *Integrations*: the sub-navigation, and the page that the address names. */
export const App = () => {
  const t = useText();
  return (
    <Page.Protect permissions={PERMISSIONS.readEndpoints}>
      <Page.Title>{t('plugin.name')}</Page.Title>
      <Layouts.Root sideNav={<IntegrationsNav />}>
        <StatusBanner />
        <React.Suspense fallback={<Page.Loading />}>
          <Routes>
            <Route index element={<Navigate to="webhooks/outgoing" replace />} />
            <Route path="webhooks" element={<Navigate to="outgoing" replace />} />
            <Route path="webhooks/outgoing" element={<ListPage />} />
            <Route path="webhooks/outgoing/create" element={<CreateEndpointPage />} />
            <Route path="webhooks/outgoing/:id" element={<EndpointPage />} />
            <Route path="webhooks/outgoing/:id/edit" element={<EditEndpointPage />} />
            <Route path="*" element={<Page.Error content={t('error.page-missing')} />} />
          </Routes>
        </React.Suspense>
      </Layouts.Root>
    </Page.Protect>
  );
};

// Strapi's menu links load their page by its default export.
export default App;

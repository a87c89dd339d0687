import * as React from 'react';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { StatusBanner } from '../components/status-banner';
import { useRights } from '../hooks/use-rights';
import { useText } from '../hooks/use-text';
import { ANY_PAGE, PERMISSIONS } from '../permissions';
import { PLUGIN_ID } from '../plugin-id';
import { IntegrationsNav, useSections } from './navigation';

const ConnectionListPage = React.lazy(() =>
  import('./connections/list/connection-list-page').then((module) => ({
    default: module.ConnectionListPage,
  })),
);
const CataloguePage = React.lazy(() =>
  import('./connections/catalogue/catalogue-page').then((module) => ({
    default: module.CataloguePage,
  })),
);
const ConnectPage = React.lazy(() =>
  import('./connections/connect/connect-page').then((module) => ({
    default: module.ConnectPage,
  })),
);
const CreateProviderPage = React.lazy(() =>
  import('./connections/builder/create-provider-page').then((module) => ({
    default: module.CreateProviderPage,
  })),
);
const EditProviderPage = React.lazy(() =>
  import('./connections/builder/edit-provider-page').then((module) => ({
    default: module.EditProviderPage,
  })),
);
const ReturnPage = React.lazy(() =>
  import('./connections/return/return-page').then((module) => ({
    default: module.ReturnPage,
  })),
);
const ConnectionPage = React.lazy(() =>
  import('./connections/connection/connection-page').then((module) => ({
    default: module.ConnectionPage,
  })),
);
const JobListPage = React.lazy(() =>
  import('./sync/list/job-list-page').then((module) => ({
    default: module.JobListPage,
  })),
);
const CreateJobPage = React.lazy(() =>
  import('./sync/form/create-job-page').then((module) => ({
    default: module.CreateJobPage,
  })),
);
const EditJobPage = React.lazy(() =>
  import('./sync/form/edit-job-page').then((module) => ({
    default: module.EditJobPage,
  })),
);
const JobPage = React.lazy(() =>
  import('./sync/job/job-page').then((module) => ({
    default: module.JobPage,
  })),
);
const RunPage = React.lazy(() =>
  import('./sync/run/run-page').then((module) => ({
    default: module.RunPage,
  })),
);
const EncryptionPage = React.lazy(() =>
  import('./settings/encryption-page').then((module) => ({
    default: module.EncryptionPage,
  })),
);
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
const SourceListPage = React.lazy(() =>
  import('./webhooks/incoming/list/source-list-page').then((module) => ({
    default: module.SourceListPage,
  })),
);
const SourcePage = React.lazy(() =>
  import('./webhooks/incoming/source/source-page').then((module) => ({
    default: module.SourcePage,
  })),
);
const CreateSourcePage = React.lazy(() =>
  import('./webhooks/incoming/form/source-form-page').then((module) => ({
    default: module.CreateSourcePage,
  })),
);
const EditSourcePage = React.lazy(() =>
  import('./webhooks/incoming/form/source-form-page').then((module) => ({
    default: module.EditSourcePage,
  })),
);
const ActionFormPage = React.lazy(() =>
  import('./webhooks/incoming/actions/action-form-page').then((module) => ({
    default: module.ActionFormPage,
  })),
);
const EventPage = React.lazy(() =>
  import('./webhooks/incoming/event/event-page').then((module) => ({
    default: module.EventPage,
  })),
);

/** Leads to the first page that the administrator may see. */
const FirstPage = () => {
  const { isLoading } = useRights();
  const [first] = useSections();
  if (isLoading) return <Page.Loading />;
  const page = first?.links[0]?.to ?? 'webhooks/incoming';
  return <Navigate to={`/plugins/${PLUGIN_ID}/${page}`} replace />;
};

/** Leads to the half of the webhooks that the administrator may see. */
const FirstWebhooksPage = () => {
  const { isLoading, canReadEndpoints } = useRights();
  if (isLoading) return <Page.Loading />;
  const name = canReadEndpoints ? 'outgoing' : 'incoming';
  return <Navigate to={`/plugins/${PLUGIN_ID}/webhooks/${name}`} replace />;
};

/** Pages of outgoing webhooks, which a role that sees only the other half must not reach by their address. */
const outgoing = (page: React.ReactElement) => (
  <Page.Protect permissions={PERMISSIONS.readEndpoints}>{page}</Page.Protect>
);

/** Everything under *Integrations*: the sub-navigation, and the page that the address names. */
export const App = () => {
  const t = useText();
  return (
    <Page.Protect permissions={ANY_PAGE}>
      <Page.Title>{t('plugin.name')}</Page.Title>
      <Layouts.Root sideNav={<IntegrationsNav />}>
        <StatusBanner />
        <React.Suspense fallback={<Page.Loading />}>
          <Routes>
            <Route index element={<FirstPage />} />
            <Route path="connections" element={<ConnectionListPage />} />
            <Route path="connections/new" element={<CataloguePage />} />
            <Route path="connections/new/:provider" element={<ConnectPage />} />
            <Route path="connections/providers/new" element={<CreateProviderPage />} />
            <Route path="connections/providers/:id" element={<EditProviderPage />} />
            <Route path="connections/return" element={<ReturnPage />} />
            <Route path="connections/:id" element={<ConnectionPage />} />
            <Route path="sync" element={<JobListPage />} />
            <Route path="sync/new" element={<CreateJobPage />} />
            <Route path="sync/runs/:id" element={<RunPage />} />
            <Route path="sync/:id" element={<JobPage />} />
            <Route path="sync/:id/edit" element={<EditJobPage />} />
            <Route path="webhooks" element={<FirstWebhooksPage />} />
            <Route path="webhooks/outgoing" element={outgoing(<ListPage />)} />
            <Route path="webhooks/outgoing/create" element={outgoing(<CreateEndpointPage />)} />
            <Route path="webhooks/outgoing/:id" element={outgoing(<EndpointPage />)} />
            <Route path="webhooks/outgoing/:id/edit" element={outgoing(<EditEndpointPage />)} />
            <Route path="webhooks/incoming" element={<SourceListPage />} />
            <Route path="webhooks/incoming/create" element={<CreateSourcePage />} />
            <Route path="webhooks/incoming/events/:id" element={<EventPage />} />
            <Route path="webhooks/incoming/:id" element={<SourcePage />} />
            <Route path="webhooks/incoming/:id/edit" element={<EditSourcePage />} />
            <Route path="webhooks/incoming/:id/actions/:actionId" element={<ActionFormPage />} />
            <Route path="settings" element={<EncryptionPage />} />
            <Route path="*" element={<Page.Error content={t('error.page-missing')} />} />
          </Routes>
        </React.Suspense>
      </Layouts.Root>
    </Page.Protect>
  );
};

// Strapi's menu links load their page by its default export.
export default App;

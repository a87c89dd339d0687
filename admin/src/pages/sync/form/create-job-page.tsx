import { Page } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../../../permissions';
import { JobBuilder } from './job-builder';

/** The guide that sets up a new job, step by step. */
export const CreateJobPage = () => (
  <Page.Protect permissions={PERMISSIONS.writeSync}>
    <JobBuilder />
  </Page.Protect>
);

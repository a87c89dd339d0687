import { Typography, VisuallyHidden } from '@strapi/design-system';

import type { Job } from '../../api/sync-contracts';
import { useText } from '../../hooks/use-text';
import { ARROWS } from './arrows';

/** What flows where: "Products → Product", in words for screen readers. */
export const JobFlow = ({ job }: { job: Job }) => {
  const t = useText();
  const resource = job.resourceName ?? job.resource;
  const type = job.contentTypeName ?? job.contentType;
  return (
    <Typography variant="pi" textColor="neutral600">
      <span aria-hidden>{`${resource} ${ARROWS[job.direction]} ${type}`}</span>
      <VisuallyHidden tag="span">
        {t(`sync.flows.${job.direction}`, { resource, type })}
      </VisuallyHidden>
    </Typography>
  );
};

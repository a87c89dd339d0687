import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

interface EmptyStateProps {
  /** One sentence: what would stand here, or what to do. */
  children: string;
  /** The one button that starts it. */
  action?: React.ReactNode;
}

/** What a page or a table shows while there is nothing in it. */
export const EmptyState = ({ children, action }: EmptyStateProps) => (
  <EmptyStateLayout
    icon={<EmptyDocuments width="16rem" aria-hidden />}
    content={children}
    action={action}
    hasRadius
    shadow="tableShadow"
  />
);

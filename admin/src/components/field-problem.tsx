import { Typography } from '@strapi/design-system';

/** What is wrong with a group of fields, where no single field shows it. */
export const FieldProblem = ({ children }: { children: string | undefined }) =>
  children ? (
    <Typography tag="p" variant="pi" textColor="danger600" role="alert">
      {children}
    </Typography>
  ) : null;

import { Button, IconButton } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type { ReactNode } from 'react';

interface RemoveRowProps {
  /** Names the row, since many stand below each other. */
  label: string;
  /** `L`: beside fields. */
  size?: 'S' | 'L';
  onRemove: () => void;
}

/** Takes a row out of a list in a form. */
export const RemoveRow = ({ label, size = 'L', onRemove }: RemoveRowProps) => (
  <IconButton type="button" size={size} variant="ghost" label={label} onClick={onRemove}>
    <Trash />
  </IconButton>
);

/** Adds a row to the end of a list in a form. */
export const AddRow = ({ children, onAdd }: { children: ReactNode; onAdd: () => void }) => (
  <Button type="button" size="S" variant="tertiary" startIcon={<Plus />} onClick={onAdd}>
    {children}
  </Button>
);

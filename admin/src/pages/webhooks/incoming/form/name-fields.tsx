import { Box, Field, Flex, Typography } from '@strapi/design-system';

import { CopyableText } from '../../../../components/copyable-text';
import { useGetIntegrationSourcesQuery } from '../../../../api/sources';
import { useText } from '../../../../hooks/use-text';
import { futureAddress, strapiOrigin } from '../public-address';
import { freeSlug } from './slug';
import type { SourceForm } from './source-form';

interface NameFieldsProps {
  form: SourceForm;
  /** Of what is changed; undefined for a new source. */
  storedSlug?: string;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<SourceForm>) => void;
}

/** What a source is called, and the address that follows from it. */
export const NameFields = ({ form, storedSlug, errorOf, onChange }: NameFieldsProps) => {
  const t = useText();
  const { data: sources = [] } = useGetIntegrationSourcesQuery();
  const taken = sources.map(({ slug }) => slug);
  const isMoved = storedSlug !== undefined && form.slug !== storedSlug;
  // The name suggests the address until somebody writes another one.
  const isSuggested = storedSlug === undefined && form.slug === freeSlug(form.name, taken);
  const address =
    form.publicUrl.trim() || futureAddress(form.slug, sources[0]?.address, strapiOrigin());

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root required error={errorOf('name')} hint={t('incoming.form.name-hint')}>
        <Field.Label>{t('incoming.form.name')}</Field.Label>
        <Field.Input
          name="name"
          value={form.name}
          maxLength={100}
          onChange={({ currentTarget: { value: name } }) =>
            onChange(isSuggested ? { name, slug: freeSlug(name, taken) } : { name })
          }
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Field.Root
        required
        error={errorOf('slug')}
        hint={t(isMoved ? 'incoming.form.slug-moved' : 'incoming.form.slug-hint')}
      >
        <Field.Label>{t('incoming.form.slug')}</Field.Label>
        <Field.Input
          name="slug"
          value={form.slug}
          maxLength={63}
          spellCheck={false}
          onChange={(event) => onChange({ slug: event.currentTarget.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      {form.slug !== '' && (
        <Box background="neutral100" hasRadius padding={3}>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t('incoming.form.address')}
          </Typography>
          <Typography tag="p" textColor="neutral800">
            <CopyableText value={address} label={t('incoming.address')} />
          </Typography>
        </Box>
      )}
    </Flex>
  );
};

import * as React from 'react';
import { Field, Flex } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import {
  useGetIntegrationContentTypesQuery,
  useGetIntegrationEventTypesQuery,
} from '../../../../api/catalogue';
import { HeaderFields } from '../../../../components/header-fields';
import { PageError } from '../../../../components/page-error';
import { Panel } from '../../../../components/panel';
import { Skeleton } from '../../../../components/skeleton';
import { useText } from '../../../../hooks/use-text';
import { AdvancedFields } from './advanced-fields';
import type { EndpointForm } from './endpoint-form';
import { concreteEvents, groupEvents, selectedContentTypes } from '../events/event-patterns';
import { useEventGroupLabels } from '../events/use-catalogue';
import { EventTree } from '../events/event-tree';
import { FilterFields } from './filter-fields';
import { PayloadFields } from './payload-fields';
import { PayloadPreview } from './payload-preview';
import { TwoColumns } from '../../../../components/two-columns';

interface EndpointFormFieldsProps {
  form: EndpointForm;
  /** What is changed; absent for a new endpoint. */
  stored?: Endpoint;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<EndpointForm>) => void;
}

/** The form of an endpoint, with the body it will send shown beside it. */
export const EndpointFormFields = ({
  form,
  stored,
  errorOf,
  onChange,
}: EndpointFormFieldsProps) => {
  const t = useText();
  const labels = useEventGroupLabels();
  const eventTypes = useGetIntegrationEventTypesQuery();
  const contentTypes = useGetIntegrationContentTypesQuery();
  // An event that was typed in stays in the tree when it is unchecked, so that it can be checked again.
  const [typed, setTyped] = React.useState(form.eventTypes);
  const error = eventTypes.error ?? contentTypes.error;

  if (error) {
    const retry = () => {
      void eventTypes.refetch();
      void contentTypes.refetch();
    };
    return <PageError error={error} onRetry={retry} />;
  }
  if (!eventTypes.data || !contentTypes.data)
    return <Skeleton heights={['16rem', '32rem', '12rem']} />;

  const groups = groupEvents(eventTypes.data, contentTypes.data, typed, labels);
  const selectedTypes = selectedContentTypes(contentTypes.data, form.eventTypes);

  return (
    <TwoColumns
      side={
        <PayloadPreview
          events={concreteEvents(groups, eventTypes.data, form.eventTypes)}
          hasSelection={form.eventTypes.length > 0}
          payloadMode={form.payloadMode}
          populate={form.populate}
        />
      }
    >
      <Panel title={t('form.where.title')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Field.Root
            required
            error={errorOf('url')}
            hint={t(stored?.hasAuthorization ? 'form.url.hint-authorization' : 'form.url.hint')}
          >
            <Field.Label>{t('form.url')}</Field.Label>
            <Field.Input
              name="url"
              type="url"
              inputMode="url"
              value={form.url}
              placeholder="https://example.com/hooks/strapi"
              onChange={(event) => onChange({ url: event.currentTarget.value })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
          <Field.Root error={errorOf('description')} hint={t('form.description.hint')}>
            <Field.Label>{t('form.description')}</Field.Label>
            <Field.Input
              name="description"
              value={form.description}
              maxLength={500}
              onChange={(event) => onChange({ description: event.currentTarget.value })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Flex>
      </Panel>
      <Panel title={t('form.events.title')} description={t('form.events.text')}>
        <EventTree
          groups={groups}
          selected={form.eventTypes}
          error={errorOf('eventTypes')}
          onChange={(selected) => {
            setTyped([...new Set([...typed, ...selected])]);
            onChange({ eventTypes: selected });
          }}
        />
      </Panel>
      <Panel title={t('form.filter.title')} description={t('form.filter.text')}>
        <FilterFields
          rows={form.filter}
          fieldNames={[...new Set(selectedTypes.flatMap(({ fields }) => fields))].sort()}
          errorOf={errorOf}
          onChange={(filter) => onChange({ filter })}
        />
      </Panel>
      <Panel title={t('form.payload.title')}>
        <PayloadFields
          mode={form.payloadMode}
          populate={form.populate}
          contentTypes={selectedTypes}
          onModeChange={(payloadMode) => onChange({ payloadMode })}
          onPopulateChange={(populate) => onChange({ populate })}
        />
      </Panel>
      <Panel title={t('form.header.title')} description={t('form.header.text')}>
        <HeaderFields
          rows={form.headers}
          errorOf={errorOf}
          onChange={(headers) => onChange({ headers })}
        />
      </Panel>
      <Panel title={t('form.advanced.title')}>
        <AdvancedFields
          values={form}
          isNew={!stored}
          rateLimitError={errorOf('rateLimit')}
          onChange={onChange}
        />
      </Panel>
    </TwoColumns>
  );
};

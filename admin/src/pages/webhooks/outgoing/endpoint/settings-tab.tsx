import { LinkButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Link } from 'react-router-dom';
import { useIntl } from 'react-intl';

import type { Endpoint, FilterCondition } from '../../../../api/outgoing-contracts';
import { CopyableText } from '../../../../components/copyable-text';
import { KeyValueText } from '../../../../components/key-value-text';
import { Panel } from '../../../../components/panel';
import { useExactTime } from '../../../../components/relative-time';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { editAddress } from '../addresses';
import { EventTags } from '../events/event-tags';

/** How an endpoint is set up, to be read; changing it is a page of its own. */
export const SettingsTab = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const exact = useExactTime();
  const { canWriteEndpoints } = useRights();
  const valueText = ({ operator, value }: FilterCondition): string => {
    if (operator === 'exists') return t(value ? 'form.filter.is-set' : 'form.filter.is-empty');
    // Quoted, since one of several values may hold a comma.
    if (Array.isArray(value)) return value.map((one) => JSON.stringify(one)).join(', ');
    return String(value);
  };
  const conditions = endpoint.filter.map((condition) =>
    t(`settings.filter.${condition.operator}`, {
      field: condition.field,
      value: valueText(condition),
    }),
  );
  const populated = Object.entries(endpoint.populate).map(
    ([uid, names]) => `${uid}: ${names.join(', ')}`,
  );

  return (
    <Panel
      title={t('settings.title')}
      action={
        canWriteEndpoints && (
          <LinkButton
            tag={Link}
            to={editAddress(endpoint.id)}
            variant="secondary"
            size="S"
            startIcon={<Pencil />}
          >
            {t('action.edit')}
          </LinkButton>
        )
      }
    >
      <KeyValueText
        entries={[
          [t('form.url'), <CopyableText key="url" value={endpoint.url} label={t('form.url')} />],
          [t('form.description'), endpoint.description || '–'],
          [t('form.events.title'), <EventTags key="events" eventTypes={endpoint.eventTypes} />],
          [
            t('form.filter.title'),
            conditions.length > 0 ? conditions.join(' · ') : t('form.filter.none'),
          ],
          [
            t('form.payload.title'),
            [t(`settings.payload.${endpoint.payloadMode}`), ...populated].join(' · '),
          ],
          [
            t('form.header.title'),
            endpoint.headers.length > 0
              ? endpoint.headers.map(({ name }) => name).join(', ')
              : t('settings.none'),
          ],
          [
            t('settings.authorization'),
            t(endpoint.hasAuthorization ? 'form.header.is-set' : 'settings.none'),
          ],
          [t('form.signature-kind'), t(`form.signature-kind.${endpoint.signatureKind}`)],
          [t('form.signature-headers'), `${endpoint.signatureHeaders}-id, -timestamp, -signature`],
          [
            t('form.rate'),
            endpoint.rateLimit === null
              ? t('form.rate.none')
              : t('settings.rate', { count: formatNumber(endpoint.rateLimit) }),
          ],
          [t('settings.order'), t(endpoint.isOrdered ? 'settings.ordered' : 'settings.unordered')],
          [t('settings.created'), exact(endpoint.createdAt)],
        ]}
      />
      {endpoint.headers.length > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('settings.header-hint')}
        </Typography>
      )}
    </Panel>
  );
};

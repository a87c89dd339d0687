import { Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';

import type { EventDetail } from '../../../../api/incoming-contracts';
import { Panel } from '../../../../components/panel';
import { TableHead } from '../../../../components/table-head';
import { useText } from '../../../../hooks/use-text';

/** The headers of the request, in the order in which they came. */
export const EventHeaders = ({ event }: { event: EventDetail }) => {
  const t = useText();
  const { headers } = event;
  const columns = [t('form.header.name'), t('form.header.value')];
  return (
    <Panel title={t('incoming.event.headers')} description={t('incoming.event.headers-text')}>
      <Table colCount={columns.length} rowCount={headers.length + 1}>
        <TableHead columns={columns} />
        <Tbody>
          {headers.map(({ name, value }, index) => (
            <Tr key={index}>
              <Td>
                <Typography textColor="neutral600">{name}</Typography>
              </Td>
              <Td>
                <Typography
                  textColor="neutral800"
                  style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
                >
                  {value}
                </Typography>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Panel>
  );
};

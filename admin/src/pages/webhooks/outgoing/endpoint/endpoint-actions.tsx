import * as React from 'react';
import { Button, Flex, LinkButton, Menu } from '@strapi/design-system';
import {
  ArrowClockwise,
  ClockCounterClockwise,
  Lightning,
  More,
  PaperPlane,
  Pencil,
  Trash,
} from '@strapi/icons';
import { Link, useNavigate } from 'react-router-dom';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { editAddress, LIST_ADDRESS } from '../addresses';
import { DeleteEndpoint } from '../delete-endpoint';
import { ExampleDialog } from '../events/example-dialog';
import { ReplayDialog } from '../replays/replay-dialog';
import { useEndpointTest } from '../use-endpoint-test';

type Opened = 'example' | 'recover' | 'replay' | 'delete';

/** Everything that can be done with an endpoint, as far as the administrator may. */
export const EndpointActions = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const navigate = useNavigate();
  const [, change] = useQueryState();
  const { canWriteEndpoints, canReplayDeliveries } = useRights();
  const { start, testedId, dialog } = useEndpointTest();
  const [opened, setOpened] = React.useState<Opened>();
  const close = () => setOpened(undefined);
  if (!canWriteEndpoints && !canReplayDeliveries) return null;

  return (
    <Flex gap={2}>
      {canWriteEndpoints && (
        <>
          <Button
            variant="secondary"
            startIcon={<Lightning />}
            loading={testedId === endpoint.id}
            onClick={() => start(endpoint)}
          >
            {t('action.test')}
          </Button>
          <LinkButton tag={Link} to={editAddress(endpoint.id)} startIcon={<Pencil />}>
            {t('action.edit')}
          </LinkButton>
        </>
      )}
      <Menu.Root>
        <Menu.Trigger variant="tertiary" endIcon={null} aria-label={t('action.more')}>
          <More aria-hidden />
        </Menu.Trigger>
        <Menu.Content popoverPlacement="bottom-end">
          {!endpoint.isActive && <Menu.Label>{t('endpoint.off-hint')}</Menu.Label>}
          {canWriteEndpoints && (
            <Menu.Item
              startIcon={<PaperPlane />}
              disabled={!endpoint.isActive}
              onSelect={() => setOpened('example')}
            >
              {t('example.title')}
            </Menu.Item>
          )}
          {canReplayDeliveries && (
            <Menu.Item
              startIcon={<ArrowClockwise />}
              disabled={!endpoint.isActive}
              onSelect={() => setOpened('recover')}
            >
              {t('replay.recover.title')}
            </Menu.Item>
          )}
          {canReplayDeliveries && (
            <Menu.Item
              startIcon={<ClockCounterClockwise />}
              disabled={!endpoint.isActive}
              onSelect={() => setOpened('replay')}
            >
              {t('replay.replay.title')}
            </Menu.Item>
          )}
          {canWriteEndpoints && (
            <Menu.Item variant="danger" startIcon={<Trash />} onSelect={() => setOpened('delete')}>
              {t('action.delete')}
            </Menu.Item>
          )}
        </Menu.Content>
      </Menu.Root>
      {dialog}
      {opened === 'example' && (
        <ExampleDialog
          endpoint={endpoint}
          onClose={close}
          onSent={(id) => change({ tab: undefined, delivery: String(id) })}
        />
      )}
      {(opened === 'recover' || opened === 'replay') && (
        <ReplayDialog endpoint={endpoint} kind={opened} onClose={close} />
      )}
      {opened === 'delete' && (
        <DeleteEndpoint
          endpoint={endpoint}
          onClose={close}
          onDeleted={() => navigate(LIST_ADDRESS)}
        />
      )}
    </Flex>
  );
};

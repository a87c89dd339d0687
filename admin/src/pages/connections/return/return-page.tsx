import * as React from 'react';
import { Box, Flex, LinkButton, Loader, Typography } from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';

import { Notice } from '../../../components/notice';
import { useErrorText } from '../../../hooks/use-server-words';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { CATALOGUE_ADDRESS, connectionAddress, LIST_ADDRESS } from '../addresses';
import { begunConnection } from './begun';
import { problemKey, refusalKey } from './return-words';
import { useCompletion } from './use-completion';

interface FailureProps {
  title: string;
  /** What the service or the server said. */
  message?: string;
}

const Failure = ({ title, message }: FailureProps) => {
  const t = useText();
  const connectionId = begunConnection();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Notice variant="danger" title={title}>
        {message}
      </Notice>
      <Flex gap={2} wrap="wrap">
        <LinkButton
          tag={Link}
          to={connectionId === null ? CATALOGUE_ADDRESS : connectionAddress(connectionId)}
        >
          {t('error.retry')}
        </LinkButton>
        <LinkButton tag={Link} to={LIST_ADDRESS} variant="tertiary">
          {t('connections.return.to-list')}
        </LinkButton>
      </Flex>
    </Flex>
  );
};

const Progress = () => {
  const t = useText();
  return (
    <Flex direction="column" gap={4} padding={8} role="status">
      <Loader>{t('connections.return.working')}</Loader>
      <Typography textColor="neutral600">{t('connections.return.working')}</Typography>
    </Flex>
  );
};

const Completion = ({ ticket }: { ticket: string }) => {
  const t = useText();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const errorText = useErrorText();
  const { completed, error } = useCompletion(ticket);
  const isTold = React.useRef(false);

  React.useEffect(() => {
    if (!completed || isTold.current) return;
    isTold.current = true;
    const { connection, isNew } = completed;
    toggleNotification({
      type: 'success',
      message: t(isNew ? 'connections.connected' : 'connections.reconnected', {
        name: connection.name,
      }),
    });
    navigate(connectionAddress(connection.id), { replace: true });
  }, [completed, navigate, t, toggleNotification]);

  if (!error) return <Progress />;
  return <Failure title={t(refusalKey(error))} message={errorText(error)} />;
};

const LoadedPage = () => {
  const t = useText();
  const [params] = useSearchParams();
  const ticket = params.get('ticket');
  return (
    <Page.Main>
      <Layouts.Header title={t('connections.return.title')} />
      <Layouts.Content>
        <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
          {ticket === null ? (
            <Failure
              title={t('connections.not-connected')}
              message={t(problemKey(params.get('problem') ?? ''))}
            />
          ) : (
            <Completion key={ticket} ticket={ticket} />
          )}
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

/** Where the service leads back to after its user agreed, or did not. */
export const ReturnPage = () => (
  <Page.Protect permissions={PERMISSIONS.writeConnections}>
    <LoadedPage />
  </Page.Protect>
);

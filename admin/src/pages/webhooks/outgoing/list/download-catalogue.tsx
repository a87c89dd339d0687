import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import { useLazyGetIntegrationOpenApiQuery } from '../../../../api/catalogue';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

const FILE_NAME = 'webhooks.openapi.json';

/** Saves the description of all events as a file, for whoever writes the receiver. */
export const DownloadCatalogue = () => {
  const t = useText();
  const run = useRun();
  const [load, { isFetching }] = useLazyGetIntegrationOpenApiQuery();

  const download = async () => {
    const description = await run(load().then(({ data, error }) => (data ? { data } : { error })));
    if (description) saveFile(FILE_NAME, JSON.stringify(description, null, 2));
  };

  return (
    <Button
      variant="tertiary"
      size="S"
      startIcon={<Download />}
      loading={isFetching}
      onClick={download}
    >
      {t('list.download-catalogue')}
    </Button>
  );
};

function saveFile(name: string, json: string) {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

import { useGetIntegrationMappableTypesQuery } from '../../../../api/sources';
import { useRights } from '../../../../hooks/use-rights';

/** The content types that actions may write, by their uid. */
export const useMappableTypes = () => {
  const { canReadSources } = useRights();
  const { data: contentTypes = [] } = useGetIntegrationMappableTypesQuery(undefined, {
    skip: !canReadSources,
  });
  const typeOf = (uid: string) => contentTypes.find((type) => type.uid === uid);
  return { contentTypes, typeOf, typeName: (uid: string) => typeOf(uid)?.displayName ?? uid };
};

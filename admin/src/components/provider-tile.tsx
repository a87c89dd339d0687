import { Flex, Typography } from '@strapi/design-system';

import { PROVIDER_PICTOGRAMS } from './provider-pictograms';

const COLORS = [
  ['primary100', 'primary700'],
  ['secondary100', 'secondary700'],
  ['success100', 'success700'],
  ['warning100', 'neutral800'],
  ['danger100', 'danger700'],
  ['alternative100', 'alternative700'],
] as const;

/** The same colour for the same service wherever it stands. */
const colorsOf = (id: string) => {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return COLORS[sum % COLORS.length] ?? COLORS[0];
};

interface ProviderTileProps {
  id: string;
  /** Null where the provider is not registered any more. */
  name: string | null;
}

/** The initials of the first two words, or the first two letters of the only one. */
const initialsOf = (name: string): string => {
  const [first = name, second] = name.split(/[\s-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return second
    ? first.charAt(0).toUpperCase() + second.charAt(0).toUpperCase()
    : first.slice(0, 2);
};

/** A service in a tile: as a pictogram, or where it is one of the site's own as its initials. Its name has to stand beside it. */
export const ProviderTile = ({ id, name }: ProviderTileProps) => {
  const [background, textColor] = colorsOf(id);
  const Pictogram = Object.hasOwn(PROVIDER_PICTOGRAMS, id) ? PROVIDER_PICTOGRAMS[id] : undefined;
  return (
    <Flex
      aria-hidden
      background={background}
      borderColor="neutral150"
      hasRadius
      width="3.2rem"
      height="3.2rem"
      shrink={0}
      justifyContent="center"
    >
      {Pictogram ? (
        <Pictogram fill={textColor} width="1.8rem" height="1.8rem" />
      ) : (
        <Typography fontWeight="bold" textColor={textColor}>
          {initialsOf(name ?? id)}
        </Typography>
      )}
    </Flex>
  );
};

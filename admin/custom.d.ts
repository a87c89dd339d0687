import type { StrapiTheme } from '@strapi/design-system';

declare module 'styled-components' {
  // The theme that Strapi's panel provides: its tokens are the only colours and spaces we use.
  // Empty, since only an interface can be merged with the one that the library declares.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  export interface DefaultTheme extends StrapiTheme {}
}

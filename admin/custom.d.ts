import type { StrapiTheme } from '@strapi/design-system';

declare module 'styled-components' {
  // The theme that Strapi's panel provides: its tokens are the only colours and spaces we use.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface merges with the library's
  export interface DefaultTheme extends StrapiTheme {}
}

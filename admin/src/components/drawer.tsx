import { Modal } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A dialog at the right edge of the window, so that the list it belongs to stays in sight. */
export const Drawer = styled(Modal.Content)`
  && {
    top: 0;
    right: 0;
    left: auto;
    transform: none;
    animation: none;
    width: min(72rem, 100%);
    max-width: none;
    height: 100vh;
    max-height: none;
    border-radius: 0;
  }
`;

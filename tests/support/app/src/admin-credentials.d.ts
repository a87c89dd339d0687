export const ADMIN_EMAIL: string;
export const ADMIN_PASSWORD: string;

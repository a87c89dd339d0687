export const ADMIN_EMAIL: string;
export const MANAGER_EMAIL: string;
export const ADMIN_PASSWORD: string;

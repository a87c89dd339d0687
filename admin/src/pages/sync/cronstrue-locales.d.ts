// The library comes without types for the languages that can be loaded one by one.
declare module 'cronstrue/locales/fr';

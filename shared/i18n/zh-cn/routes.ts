export const routesPage = {} as const;

/** The Routes section of the Servers page. */
export const routesPage = {} as const;

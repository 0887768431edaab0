/** The command palette. */
export const palette = {
  'palette.open': 'Go to…',
  'palette.search': 'Switch the model, open a page, copy the address',
  'palette.nothing': 'Nothing of that name',
  'palette.models': 'Models',
  'palette.actions': 'Actions',
  'palette.places': 'Places',
  'palette.use': 'Use {model}',
  'palette.start': 'Start the proxy',
  'palette.stop': 'Stop the proxy',
  'palette.server': 'Server',
} as const;

/** Looking for servers: what was found, and how we know. */
export const find = {
  'find.why.portFile': 'LM Studio’s own file names port {port}.',
  'find.why.ollamaHost': 'OLLAMA_HOST names port {port}.',

  'find.moved': '{name} no longer answers at {old}. It seems to be at {now} now.',
  'find.move': 'Use {address}',
} as const;

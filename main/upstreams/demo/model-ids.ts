export const demoModelId = 'modeltray-demo';
export const demoEmbeddingId = 'modeltray-demo-embedding';

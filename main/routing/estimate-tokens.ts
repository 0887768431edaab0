export { estimateTokens } from '../../shared/estimate-tokens.ts';

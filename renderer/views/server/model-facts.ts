/** What is known of one model as rows of label, value and source. Unknown is said to be unknown, never guessed. */
import type { MessageKey, Translate } from '../../../shared/i18n/index.ts';
import type { DescribedModel, ModelFact } from '../../../shared/model.ts';
import type { Format } from '../../format.ts';

export interface FactRow {
  fact: ModelFact;
  label: string;
  /** Null where the server does not say. */
  value: string | null;
  /** Where the value came from, in words. */
  source: string | null;
}

const labels = {
  type: 'serverPage.type',
  contextLoaded: 'serverPage.contextLoaded',
  contextTrained: 'serverPage.contextTrained',
  quantization: 'serverPage.quantization',
  parameters: 'serverPage.parameters',
  loaded: 'serverPage.loaded',
  capabilities: 'serverPage.capabilities',
  location: 'serverPage.location',
} as const satisfies Record<ModelFact, MessageKey>;
const facts = Object.keys(labels) as ModelFact[];

export function factRows(model: DescribedModel, t: Translate, format: Format): FactRow[] {
  return facts.map((fact) => {
    const value = valueOf(fact, model, t, format);
    const source = value === null ? undefined : model.sources[fact];
    return {
      fact,
      label: t(labels[fact]),
      value,
      source: source === undefined ? null : sourceText(source, t),
    };
  });
}

function valueOf(fact: ModelFact, model: DescribedModel, t: Translate, format: Format): string | null {
  switch (fact) {
    case 'type':
      return t(`serverPage.type.${model.type}`);
    case 'contextLoaded':
      return tokensText(model.context.loaded, t, format);
    case 'contextTrained':
      return tokensText(model.context.trained, t, format);
    case 'quantization':
      return model.quantization;
    case 'parameters':
      return model.parameters;
    case 'loaded':
      return loadedText(model.loaded, t);
    case 'capabilities':
      return capabilitiesText(model.capabilities, t);
    case 'location':
      return t(`location.${model.location}`);
  }
}

function tokensText(tokens: number | null, t: Translate, format: Format): string | null {
  return tokens === null ? null : t('serverPage.tokens', { count: format.count(tokens) });
}

export function loadedText(loaded: boolean | null, t: Translate): string | null {
  if (loaded === null) return null;
  return t(loaded ? 'serverPage.yes' : 'serverPage.no');
}

function capabilitiesText(capabilities: readonly string[] | null, t: Translate): string | null {
  if (capabilities === null) return null;
  if (capabilities.length === 0) return t('serverPage.capabilities.none');
  return capabilities.map((name) => capabilityText(name, t)).join(' · ');
}

/** In words where we have one, else as the server calls it. */
function capabilityText(name: string, t: Translate): string {
  switch (name) {
    case 'tools':
    case 'vision':
    case 'reasoning':
      return t(`serverPage.capability.${name}`);
    default:
      return name;
  }
}

function sourceText(source: string, t: Translate): string {
  switch (source) {
    case 'id':
    case 'address':
    case 'kind':
      return t(`serverPage.source.${source}`);
    default:
      return t('serverPage.source', { source });
  }
}

/** Parameters and quantization, `8.2B · Q4_K_M`; null where neither is known. */
export function sizeText({ parameters, quantization }: DescribedModel, t: Translate): string | null {
  if (parameters === null && quantization === null) return null;
  return [parameters, quantization].map((part) => part ?? t('serverPage.unknown')).join(' · ');
}

/** The models whose id, type, quantization or parameters hold every word of `filter`. */
export function filterModels(models: readonly DescribedModel[], filter: string): readonly DescribedModel[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return models;
  return models.filter(({ id, type, quantization, parameters }) => {
    const text = [id, type, quantization ?? '', parameters ?? ''].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

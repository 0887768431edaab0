import type { CoreParts } from './parts.ts';

/** Once a real server with a chat model was there, the demo never comes back by itself. */
export function retireDemo({ settings, upstreams, ports }: CoreParts): void {
  const { demo, upstreams: listed } = settings.get();
  if (ports.run.demo || demo.retired || settings.isReadOnly) return;
  const hasReal = listed.some(({ slug }) => upstreams.facts(slug).models.some(({ type }) => type === 'chat'));
  if (hasReal) settings.change((at) => ({ ...at, demo: { ...at.demo, retired: true } }));
}

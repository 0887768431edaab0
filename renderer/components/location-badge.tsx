import { IconCloud, IconDeviceDesktop, IconHelpCircle, IconNetwork } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { Location } from '../../shared/location.ts';
import { useWords } from '../words.ts';
import classes from './tag.module.css';

const icons: Record<Location, ComponentType<{ size: number; stroke: number }>> = {
  'this-machine': IconDeviceDesktop,
  'private-network': IconNetwork,
  cloud: IconCloud,
  unknown: IconHelpCircle,
};

/** Where a request would be answered: a word and a picture, never a colour alone. */
export function LocationBadge({ location }: { location: Location }): ReactNode {
  const { t } = useWords();
  const Icon = icons[location];
  return (
    <span className={classes.tag} data-far={location === 'cloud' || location === 'unknown' || undefined}>
      <Icon size={14} stroke={1.7} />
      {t(`location.${location}`)}
    </span>
  );
}

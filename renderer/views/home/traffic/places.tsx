import type { ReactNode } from 'react';
import type { TrafficReport } from '../../../../shared/traffic.ts';
import { useWords } from '../../../words.ts';
import { sharesOf } from './traffic-series.ts';
import type { Share } from './traffic-series.ts';
import classes from './traffic.module.css';

const names = {
  thisMachine: 'location.this-machine',
  network: 'location.private-network',
  cloud: 'location.cloud',
  elsewhere: 'location.unknown',
} as const;

/** Where answers came from, as a bar and in words. */
export function Places({ places }: { places: TrafficReport['places'] }): ReactNode {
  const { t } = useWords();
  const shares = sharesOf(places);
  if (shares.length === 0) return null;
  return (
    <div className={classes.places}>
      <div className={classes.placesTitle} id="traffic-places">
        {t('live.places')}
      </div>
      <div className={classes.bar} aria-hidden="true">
        {shares.map(({ place, count }) => (
          <span key={place} data-place={place} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={classes.legend} aria-labelledby="traffic-places">
        {shares.map((share) => (
          <Legend key={share.place} share={share} />
        ))}
      </ul>
    </div>
  );
}

function Legend({ share: { place, percent } }: { share: Share }): ReactNode {
  const { t, locale } = useWords();
  const shown = new Intl.NumberFormat(locale, { style: 'percent' }).format(percent / 100);
  return (
    <li>
      <span className={classes.swatch} data-place={place} aria-hidden="true" />
      {t('live.place.share', { place: t(names[place]), percent: shown })}
    </li>
  );
}

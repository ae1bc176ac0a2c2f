import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { isWithin } from '../../base/area.ts';
import { money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import type { RegionShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { TextField } from '../../ui/field.tsx';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank, Loaded } from '../../ui/states.tsx';
import { Said } from '../../ui/texts.tsx';
import { RegionMap } from './region-map.tsx';

interface Tested {
  lat: number;
  lng: number;
}

const servicesOf = ({ services }: RegionShown): string =>
  Object.entries(services)
    .filter(([, isOffered]) => isOffered === true)
    .map(([name]) => named('service', name))
    .join(', ');

/** What a small parcel costs at least, in the currency of the region's price book: before distance and tax. */
const fromPrice = ({ priceBook }: RegionShown): string => {
  const { currency, base } = priceBook as { currency: string; base: Record<string, Record<string, number>> };
  const prices = Object.values(base).flatMap((bySize) => Object.values(bySize));
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return prices.length === 0 ? '—' : money(Math.min(...prices) / 10 ** digits, currency);
};

/** Where deliveries are made; a point can be tried. */
export default function RegionsPage() {
  const [tested, setTested] = useState<Tested>();
  const list = useResource('regions', (signal) =>
    call('GET /platform/v1/regions', { query: { limit: 100 }, signal }),
  );
  return (
    <ConsolePage title={t('nav.regions')}>
      <section class="card" aria-label={t('admin.testPoint')}>
        <form
          class="row ends"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            setTested({ lat: Number(form.get('lat')), lng: Number(form.get('lng')) });
          }}
        >
          <TextField name="lat" label={t('pickup.lat')} inputMode="decimal" dir="ltr" required />
          <TextField name="lng" label={t('pickup.lng')} inputMode="decimal" dir="ltr" required />
          <Button submits>{t('admin.testPoint')}</Button>
        </form>
      </section>
      <Loaded of={list}>
        {({ regions }) => (
          <>
            <p role="status">{tested && answerFor(regions, tested)}</p>
            {regions.length === 0 ? (
              <Blank title={t('admin.noRegions')} />
            ) : (
              <div class="two">
                <DataTable
                  caption={t('nav.regions')}
                  rows={regions}
                  keyOf={({ code }) => code}
                  columns={[
                    {
                      id: 'code',
                      title: t('admin.code'),
                      kind: 'tight',
                      cell: ({ code }) => <code>{code}</code>,
                    },
                    { id: 'name', title: t('field.name'), cell: ({ name }) => <Said>{name}</Said> },
                    { id: 'services', title: t('admin.services'), cell: servicesOf },
                    { id: 'price', title: t('admin.from'), kind: 'number', cell: fromPrice },
                  ]}
                />
                <div class="stack wide">
                  {regions.map((region) => (
                    <RegionMap key={region.code} region={region} point={tested} />
                  ))}
                </div>
              </div>
            )}
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

function answerFor(regions: readonly RegionShown[], { lat, lng }: Tested): string {
  const serving = regions.filter(({ area }) => isWithin(area, lng, lat));
  if (serving.length === 0) return t('admin.notServed');
  return serving
    .map((region) =>
      t('admin.served', { name: region.name, services: servicesOf(region), price: fromPrice(region) }),
    )
    .join(' ');
}

import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { money } from '../../base/format.ts';
import { NOWHERE, readLocation } from '../../base/location.ts';
import { useResource } from '../../base/resource.ts';
import type { CoverageShown, RegionShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { NeededLocationField } from '../../parts/location-field.tsx';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { UserText } from '../../ui/display/texts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { type MapPoint, RegionMap } from './region-map.tsx';

/** From the fastest. */
const all = ['now', 'rush', 'xpress', 'sameday', 'standard'] as const;

const servicesOf = ({ services }: RegionShown): string =>
  all
    .filter((name) => services[name])
    .map((name) => named('service', name))
    .join(', ');

/** Where deliveries are made, on maps; a point can be tried. */
export default function RegionsPage() {
  const [tested, setTested] = useState<MapPoint & { found: CoverageShown }>();
  const list = useResource('regions', (signal) =>
    call('GET /platform/v1/regions', { query: { limit: 100 }, signal }),
  );
  return (
    <ConsolePage title={t('nav.regions')}>
      <PointTest onTested={(point, found) => setTested(found && { ...point, found })} />
      <div role="status">
        {tested?.found.region === null && <p class="notice pending">{t('admin.notServed')}</p>}
      </div>
      {tested?.found.region && <Prices of={tested.found} />}
      <Loaded of={list}>
        {({ regions }) =>
          regions.length === 0 ? (
            <EmptyState title={t('admin.noRegions')} />
          ) : (
            <>
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
                  { id: 'name', title: t('field.name'), cell: ({ name }) => <UserText>{name}</UserText> },
                  { id: 'services', title: t('admin.services'), cell: servicesOf },
                  { id: 'zone', title: t('setup.timeZone'), kind: 'tight', cell: ({ timeZone }) => timeZone },
                  {
                    id: 'currency',
                    title: t('setup.currency'),
                    cell: ({ priceBook }) => priceBook.currency,
                  },
                ]}
              />
              <div class="maps">
                {regions.map((region) => (
                  <RegionMap key={region.code} region={region} point={tested} />
                ))}
              </div>
            </>
          )
        }
      </Loaded>
    </ConsolePage>
  );
}

const numberOf = (form: FormData, name: string): number =>
  Number(
    String(form.get(name) ?? '')
      .trim()
      .replace(',', '.'),
  );

/** Looks up whether a point is served, by which services and for how much. */
function PointTest({
  onTested,
}: {
  /** A refused look-up has no result. */
  onTested: (point: MapPoint, found: CoverageShown | undefined) => void;
}) {
  const look = useChange((_key, query: MapPoint & { kilometres: number }) =>
    call('GET /platform/v1/coverage', { query }),
  );
  const wrong = (field: string) => look.error?.about(field);
  return (
    <section class="card" aria-label={t('admin.testPoint')}>
      <form
        ref={useWrongFocus(look.error)}
        class="row ends"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const point = readLocation(String(form.get('location'))) ?? NOWHERE;
          onTested(point, await look.run({ ...point, kilometres: numberOf(form, 'kilometres') }));
        }}
      >
        <NeededLocationField name="location" wrong={wrong('lat') ?? wrong('lng')} />
        <TextField
          name="kilometres"
          type="number"
          label={t('admin.kilometres')}
          defaultValue="5"
          min={1}
          max={1000}
          required
          wrong={wrong('kilometres')}
        />
        <Button submits isBusy={look.isBusy}>
          {t('admin.testPoint')}
        </Button>
      </form>
      {!look.error?.isAboutFields && <Problematic error={look.error} />}
    </section>
  );
}

/** The prices of each service there, by the size of the parcel. */
function Prices({ of: { region, services, currency, kilometres } }: { of: CoverageShown }) {
  const names = [...new Set(services.map(({ service }) => service))];
  const sizes = [...new Set(services.map(({ packageSize }) => packageSize))];
  const priceOf = (service: string, size: string) =>
    services.find((one) => one.service === service && one.packageSize === size)?.total;
  return (
    <section class="card" aria-labelledby="served">
      <header>
        <h2 id="served">{t('admin.served', { name: region?.name ?? '', kilometres })}</h2>
      </header>
      <DataTable
        caption={t('admin.prices')}
        rows={sizes}
        keyOf={(size) => size}
        columns={[
          { id: 'size', title: t('setup.packageSize'), cell: (size) => named('packageSize', size) },
          ...names.map((service) => ({
            id: service,
            title: named('service', service),
            kind: 'number' as const,
            cell: (size: string) => money(priceOf(service, size), currency ?? undefined),
          })),
        ]}
      />
    </section>
  );
}

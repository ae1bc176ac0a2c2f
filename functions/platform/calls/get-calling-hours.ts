import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { comingHolidays } from '../../../shared/time/coming-holidays.ts';
import { defaultHours } from '../../../shared/time/default-hours.ts';
import { getCallingHoursRoute } from './calling-hours-routes.ts';

export const handler = endpoint(getCallingHoursRoute, async ({ query, principal }, { clock }) => {
  const country = query.country ?? principal.country;
  return {
    status: 200,
    body: {
      country,
      hours: defaultHours(country),
      holidays: await comingHolidays(country, clock()),
    },
  };
});

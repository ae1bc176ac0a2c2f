import admin from './pt/admin.json' with { type: 'json' };
import calls from './pt/calls.json' with { type: 'json' };
import deliveries from './pt/deliveries.json' with { type: 'json' };
import frame from './pt/frame.json' with { type: 'json' };
import happenings from './pt/happenings.json' with { type: 'json' };
import list from './pt/list.json' with { type: 'json' };
import money from './pt/money.json' with { type: 'json' };
import orders from './pt/orders.json' with { type: 'json' };
import setUp from './pt/set-up.json' with { type: 'json' };
import today from './pt/today.json' with { type: 'json' };
import values from './pt/values.json' with { type: 'json' };
import webhooks from './pt/webhooks.json' with { type: 'json' };

export default {
  ...admin,
  ...calls,
  ...deliveries,
  ...frame,
  ...happenings,
  ...list,
  ...money,
  ...orders,
  ...setUp,
  ...today,
  ...values,
  ...webhooks,
};

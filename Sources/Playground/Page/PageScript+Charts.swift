extension PageScript {
    /// A small chart per joint: where it went, what was executed, and the chunk that was predicted.
    static let charts = #"""
        "use strict";
        const past = 60, ahead = 20;
        const charts = { joints: [], moments: [], answer: null, wanted: false };

        function makeCharts(joints) {
          charts.joints = joints;
          charts.moments = [];
          charts.answer = null;
          document.getElementById("charts").replaceChildren(...joints.map((joint) => {
            const box = document.createElement("div");
            const head = document.createElement("p");
            const name = document.createElement("b"), value = document.createElement("span");
            name.textContent = joint.name;
            head.append(name, value);
            const canvas = document.createElement("canvas");
            canvas.setAttribute("role", "img");
            canvas.setAttribute("aria-label", "Recent course of " + joint.name);
            box.append(head, canvas);
            joint.canvas = canvas;
            joint.value = value;
            return box;
          }));
        }

        function chartMoment(moment) {
          const last = charts.moments.at(-1);
          if (last && moment.step < last.step) { charts.moments = []; charts.answer = null; }
          if (last && moment.step === last.step) charts.moments.pop();
          charts.moments.push(moment);
          while (charts.moments[0].step < moment.step - past) charts.moments.shift();
          drawChartsSoon();
        }

        function chartAnswer(answer) {
          charts.answer = answer;
          drawChartsSoon();
        }

        function drawChartsSoon() {
          if (charts.wanted) return;
          charts.wanted = true;
          requestAnimationFrame(() => { charts.wanted = false; charts.joints.forEach(drawChart); });
        }

        function drawChart(joint, index) {
          const now = charts.moments.at(-1);
          if (!now) return;
          joint.value.textContent = now.joints[index].toFixed(1) + " " + joint.unit;
          const { canvas } = joint, scale = devicePixelRatio || 1;
          const width = canvas.clientWidth, height = canvas.clientHeight;
          if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
          if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
          const context = canvas.getContext("2d");
          context.setTransform(scale, 0, 0, scale, 0, 0);
          context.clearRect(0, 0, width, height);

          // A command after step s is where the joint is to be at s + 1, so both are drawn at the step they lead to.
          const went = charts.moments.map((moment) => [moment.step, moment.joints[index]]);
          const sent = charts.moments.map((moment) => [moment.step, moment.command[index]]);
          const answer = charts.answer;
          const plan = answer ? answer.chunk.map((row, step) => [answer.step + step + 1, row[index]]) : [];
          const start = now.step - past, end = now.step + ahead;
          const shown = [...went, ...sent, ...plan.filter(([step]) => step > start)].map(([, value]) => value);
          // A joint that stands still is a line in the middle, not noise blown up.
          const room = Math.max(10, (Math.max(...shown) - Math.min(...shown)) * 1.2);
          const middle = (Math.max(...shown) + Math.min(...shown)) / 2;
          const low = middle - room / 2, left = 34, bottom = 4;
          const x = (step) => left + (width - left) * (step - start) / (end - start);
          const y = (value) => height - bottom - (height - 2 * bottom) * (value - low) / room;
          const style = getComputedStyle(document.documentElement);
          const colour = (name) => style.getPropertyValue(name).trim();

          context.strokeStyle = context.fillStyle = colour("--soft");
          context.font = "11px system-ui, sans-serif";
          context.textBaseline = "middle";
          context.lineWidth = 1;
          const step = [2, 5, 10, 20, 50, 100, 200].find((size) => room / size <= 4) ?? 500;
          for (let tick = Math.ceil(low / step) * step; tick < low + room; tick += step) {
            context.globalAlpha = 1;
            context.fillText(String(tick), 2, y(tick));
            context.globalAlpha = 0.2;
            context.beginPath(); context.moveTo(left, y(tick)); context.lineTo(width, y(tick)); context.stroke();
          }
          // What the joint can't go beyond, where that is near.
          context.setLineDash([1, 4]);
          context.globalAlpha = 1;
          for (const limit of [joint.low, joint.high].filter((value) => value > low && value < low + room)) {
            context.beginPath(); context.moveTo(left, y(limit)); context.lineTo(width, y(limit)); context.stroke();
          }
          context.setLineDash([]);
          context.globalAlpha = 0.6;
          context.beginPath(); context.moveTo(x(now.step), 0); context.lineTo(x(now.step), height); context.stroke();
          context.globalAlpha = 1;

          context.save();
          context.beginPath(); context.rect(left, 0, width - left, height); context.clip();
          if (answer) {
            // What will be executed of the chunk is solid, the rest, which the next answer replaces, is faint.
            line(context, plan.slice(0, answer.executed), x, y, colour("--plan"), 2.5, []);
            context.globalAlpha = 0.45;
            line(context, plan.slice(Math.max(0, answer.executed - 1)), x, y, colour("--plan"), 2.5, []);
            context.globalAlpha = 1;
          }
          line(context, sent, x, y, colour("--sent"), 2, [2, 3]);
          line(context, went, x, y, colour("--went"), 2, []);
          context.restore();
        }

        function line(context, points, x, y, colour, width, dash) {
          if (!points.length) return;
          context.strokeStyle = colour;
          context.lineWidth = width;
          context.setLineDash(dash);
          context.beginPath();
          points.forEach(([step, value], index) => context[index ? "lineTo" : "moveTo"](x(step), y(value)));
          context.stroke();
          if (points.length === 1) { context.fillStyle = colour; context.fillRect(x(points[0][0]) - 2, y(points[0][1]) - 2, 4, 4); }
          context.setLineDash([]);
        }
        addEventListener("resize", drawChartsSoon);
        """#
}
